"""What a text states that another version may change: names, numbers, dates, quotations and who is quoted."""
