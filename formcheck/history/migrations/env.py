"""What Alembic runs: the steps, on the connection that it was handed."""

from alembic import context

from formcheck.history.tables import Base


def run() -> None:
    """Take the steps that are missing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # Alembic's name for it; whoever else imports it only looks
    run()
