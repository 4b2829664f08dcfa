"""What takes long: `make torture` kills programs, lets them work together, and parses every hostile document."""
