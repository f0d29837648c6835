"""What rrgraph costs, beside what it has to import or stand up to: `make bench`."""
