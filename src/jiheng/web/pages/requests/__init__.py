"""委室填报任务: the clerk asks, the 委室 answers, the clerk takes over or returns."""
