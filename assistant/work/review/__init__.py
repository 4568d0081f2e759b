"""Quality assurance of a case: its points, the record of the review, and what is said in it."""
