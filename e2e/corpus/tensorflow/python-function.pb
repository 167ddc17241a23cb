
&
callPyFuncx*
token
pyfunc_0"ó
