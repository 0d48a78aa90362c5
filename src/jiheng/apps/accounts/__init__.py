"""Who may do what where: regions, departments and their sections, users, roles."""
