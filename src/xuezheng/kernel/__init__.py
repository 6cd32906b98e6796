"""The ground floor: what every engine and module stands on. It knows nothing of the floors above."""
