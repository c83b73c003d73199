"""Drafts of answers: head, every question, "Zu Frage n:", as Word or Markdown, also by a template of the user's."""
