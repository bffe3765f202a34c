"""The model office: offices and what they hold, experiments on them, and what became of those that were acted on."""
