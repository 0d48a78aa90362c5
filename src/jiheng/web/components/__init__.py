"""What pages share: template tags with their partials, and the look of forms."""
