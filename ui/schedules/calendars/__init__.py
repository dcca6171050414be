"""The rota in everybody's calendar: subscriptions, files out and files in."""
