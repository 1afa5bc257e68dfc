from umpak.cli.main import main

main()
