#!/usr/bin/env bash
echo attacker.example
