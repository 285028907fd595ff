"""The pages of self-assessments: the questionnaire, the list, answering, review and result."""
