"""Reports as workbooks: taken, brought back, looked at, applied."""
