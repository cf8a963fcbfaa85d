"""Lambda."""

from __future__ import annotations

from typing import Any

from moto.awslambda.models import LambdaFunction

from api.registry import around, correction

_ECHOED = ("DeadLetterConfig", "KMSKeyArn", "LoggingConfig")


@correction(
    "lambda",
    "A function's dead-letter queue, key and logging settings read back; logging is text to its own group by default.",
    "Lambda API Reference, FunctionConfiguration; Terraform AWS provider, aws_lambda_function",
)
def _settings() -> None:
    def create(original: Any, function: Any, account_id: str, spec: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        original(function, account_id, spec, *args, **kwargs)
        function.echoed = {key: spec[key] for key in _ECHOED if spec.get(key)}

    def update(original: Any, function: Any, settings: dict[str, Any]) -> Any:
        function.echoed.update({key: settings[key] for key in _ECHOED if key in settings})
        return original(function, settings)

    def configuration(original: Any, function: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        logging = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{function.function_name}"}
        return {"LoggingConfig": logging, **original(function, *args, **kwargs), **function.echoed}

    around(LambdaFunction, "__init__", create)
    around(LambdaFunction, "update_configuration", update)
    around(LambdaFunction, "get_configuration", configuration)
