"""What a campus is asked to run: jobs that wait their turn, services that must answer."""
