"""The ways out that a policy offers: links, addresses, settings, and what each promises to stop."""
