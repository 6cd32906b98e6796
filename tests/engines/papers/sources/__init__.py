"""Sources: bytes to text. The files under test are written by `written`, never taken from elsewhere."""
