SELECT regions FROM segment GROUP BY regions ORDER BY regions
