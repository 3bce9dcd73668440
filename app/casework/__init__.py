"""What the unit deals with: requests, exhibits, people, time; values only."""
