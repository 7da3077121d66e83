"""Requests to a service: transport, pacing, retries; knows no service."""
