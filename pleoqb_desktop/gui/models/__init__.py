"""What tables and panels show, as values and Qt models; asks no service and changes nothing."""
