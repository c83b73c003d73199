"""Two formats for anfrage-parser; see `calendar` and `card`."""
