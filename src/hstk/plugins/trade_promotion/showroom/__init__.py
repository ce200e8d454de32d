"""The showroom and sales point: goods on consignment, what is left and what is owed."""
