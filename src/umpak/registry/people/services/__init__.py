"""Writing about families (`households`), the people in them (`persons`), and their restriction."""
