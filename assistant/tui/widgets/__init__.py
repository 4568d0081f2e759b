"""The widgets of the screens: few, each drawing much."""
