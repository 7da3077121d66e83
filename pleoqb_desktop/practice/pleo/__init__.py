"""Practice Pleo: the external API, the receipt storage and what a person does in Pleo; strict by pleo.md and the contract."""
