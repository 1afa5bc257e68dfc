"""What the main job costs: the demo regency, the growth to a nation, and Spark beside DuckDB."""
