"""Who may do what, address by address: `table.txt` says it, the tests ask every address as everyone."""
