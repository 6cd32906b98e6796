"""What changes the indicators: loading definitions, computing a period whole, computing anew what some units changed."""
