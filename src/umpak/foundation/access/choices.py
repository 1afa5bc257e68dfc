from django.db import models
from django.utils.translation import gettext_lazy as _


class ScopeKind(models.TextChoices):
    """What a role is held on."""

    TERRITORY = "territory", _("Wilayah")
    COOPERATIVE = "cooperative", _("Koperasi")
    ENTERPRISE = "enterprise", _("Usaha")


class Role(models.TextChoices):
    """The roles of DESIGN.md."""

    HEAD = "head", _("Kepala dinas")
    OFFICER = "officer", _("Staf dinas")
    COORDINATOR = "coordinator", _("Koordinator wilayah")
    FACILITATOR = "facilitator", _("Pendamping")
    DISTRICT_OFFICE = "district_office", _("Camat")
    PKK = "pkk", _("PKK")
    VILLAGE_OFFICER = "village_officer", _("Perangkat desa/kelurahan")
    COOPERATIVE_MANAGER = "cooperative_manager", _("Pengurus koperasi")
    TELLER = "teller", _("Juru buku koperasi")
    SUPERVISOR = "supervisor", _("Pengawas koperasi")
    MEMBER = "member", _("Anggota koperasi")
    ENTERPRISE_OWNER = "enterprise_owner", _("Pemilik usaha")
    PLANNER = "planner", _("Perencana (Bappeda)")
    AUDITOR = "auditor", _("Auditor (Inspektorat)")
    DATA_PROTECTION_OFFICER = "dpo", _("Petugas pelindungan data pribadi")


class Permission(models.TextChoices):
    """The verbs that a role may or may not do; one word of noun, one of verb."""

    TERRITORY_VIEW = "territory.view", _("melihat wilayah")
    TERRITORY_CHANGE = "territory.change", _("mengubah wilayah")
    PEOPLE_VIEW = "people.view", _("melihat keluarga dan orang (identitas disamarkan)")
    PEOPLE_CHANGE = "people.change", _("mengubah keluarga dan orang")
    PEOPLE_UNMASK = "people.unmask", _("membuka identitas yang disamarkan")
    RESTRICTION_VIEW = "restriction.view", _("melihat keluarga yang pemrosesannya dibatasi")
    COOPERATIVE_VIEW = "cooperative.view", _("melihat koperasi")
    COOPERATIVE_CHANGE = "cooperative.change", _("mengubah koperasi")
    COOPERATIVE_MERGE = "cooperative.merge", _("menggabungkan data koperasi ganda")
    ENTERPRISE_VIEW = "enterprise.view", _("melihat usaha")
    ENTERPRISE_CHANGE = "enterprise.change", _("mengubah usaha")
    BUMDES_VIEW = "bumdes.view", _("melihat BUMDes")
    BUMDES_CHANGE = "bumdes.change", _("mengubah BUMDes")
    REGISTER_DECLARE = "register.declare", _("menyatakan kelengkapan register")
    DOCUMENT_VIEW = "document.view", _("melihat dokumen")
    DOCUMENT_ADD = "document.add", _("menambah dokumen")
    IMPORT_RUN = "import.run", _("memasukkan berkas")
    EXPORT_RUN = "export.run", _("mengunduh daftar")
    INSIGHT_VIEW = "insight.view", _("melihat peta sasaran dan rencana intervensi")
    INSIGHT_RUN = "insight.run", _("menghitung ulang rencana intervensi")
    PLAN_PROPOSE = "plan.propose", _("mengusulkan rencana intervensi")
    PLAN_APPROVE = "plan.approve", _("menyetujui rencana intervensi")
    ROLE_VIEW = "role.view", _("melihat pengguna dan peran")
    ROLE_GRANT = "role.grant", _("memberi dan mencabut peran")
    ACCESS_LOG_VIEW = "access_log.view", _("melihat catatan akses data pribadi")
    AUDIT_VIEW = "audit.view", _("melihat riwayat perubahan")
    API_TOKEN_USE = "api_token.use", _("memakai kunci API")
