

run
AttackerOpx"ó
