"""What the law makes the company keep of people who go: rules, making holds, opening, ending."""
