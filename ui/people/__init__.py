"""The room of people: who works here, with which hours, skills and absences."""
