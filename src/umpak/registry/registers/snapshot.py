"""What the office says of its registers, for the snapshot."""

from umpak.foundation.snapshot import declare_word, sql_file

declare_word(sql_file(__package__, "snapshot_word.sql"))
