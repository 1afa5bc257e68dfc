"""What every wing stands on: access, audit, documents, imports, the embedded database, calendar."""
