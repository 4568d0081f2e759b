"""The report of an inspection: drafted from what a case holds, edited, checked, written and sent for comments."""
