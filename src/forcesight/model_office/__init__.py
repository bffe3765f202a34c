"""The model office: what would happen if?"""
