"""The data catalogue: what DCAT-AP-NO 3 asks of it (`entries`), as Turtle and as JSON-LD (`written`)."""
