"""What talks to the world, behind the ports; imports ports and domain, nothing else of ours."""
