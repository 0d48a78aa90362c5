"""The budget book: lines by subject and project, adjustments, payments, income, staff, assets."""
