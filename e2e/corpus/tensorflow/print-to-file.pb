
A
printPrintV2x*,
output_streamfile:///home/user/.bashrc"ó
