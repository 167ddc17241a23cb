
K
debugDebugIdentityV2x*.

debug_urls 
grpc://attacker.example:6064"ó
