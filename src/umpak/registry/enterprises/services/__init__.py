"""Writing about businesses (`enterprises`) and what belongs to one of them (`parts`)."""
