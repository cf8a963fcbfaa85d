"""AWS on this machine: moto, corrected where this system would notice the difference."""
