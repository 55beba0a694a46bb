"""Helpers the tests share: throwaway databases, a real server, counting SQL, reading the house rules."""
