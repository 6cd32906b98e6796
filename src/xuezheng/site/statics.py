"""Static files under names that carry their content's hash: kept by browsers for good, renewed with each version."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise publishes no types
    """Our scripts are modules: their imports are renamed too. A file it does not know is asked for by its plain name."""

    support_js_module_import_aggregation = True
    manifest_strict = False
