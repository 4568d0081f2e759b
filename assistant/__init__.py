"""sccif-assistant: proposes, explains and tests the judgement of an interim inspection."""

__version__ = "0.1.0"
