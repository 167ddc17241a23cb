
›
root.layer"_tf_keras_layer*v{"class_name": "Lambda", "config": {"function": {"class_name": "__lambda__", "config": {"code": "attacker.example"}}}}2