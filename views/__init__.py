"""What the browser shows: one file a page. Widgets only; every verdict comes from `analysis`."""
