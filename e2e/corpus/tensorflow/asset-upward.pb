E
"serve*2.21.0
	
xNoOp"ó
2 
	
asset:0../../../etc/passwd