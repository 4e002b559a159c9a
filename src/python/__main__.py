from lesson.cli import main

raise SystemExit(main())
