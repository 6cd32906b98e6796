"""Forms: their list, their editions, drafting and publishing."""
